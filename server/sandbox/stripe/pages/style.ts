export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--side:#f6f7f9;--ink:#1a1f36;--soft:#5a6178;--line:#d8dce6;--field:#fff;
--bad:#b3261e;--bad-paper:#fdecea;--good:#137333;--accent:#0b57d0;--accent-ink:#fff;--badge:#ffe8a3;--badge-ink:#5c4300}
@media(prefers-color-scheme:dark){:root{--paper:#14161d;--side:#1b1e27;--ink:#eceef5;--soft:#a3a9bd;--line:#343948;
--field:#1f232e;--bad:#ffb4ab;--bad-paper:#3b1a17;--good:#81c995;--badge:#4a3b0c;--badge-ink:#ffe8a3}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--paper)}
.split{display:grid;grid-template-columns:1fr 1fr;min-height:100vh}
.side{background:var(--side);border-right:1px solid var(--line);padding:56px 40px;display:flex;justify-content:flex-end}
.main{padding:56px 40px}
.side>div,.main>div{width:100%;max-width:400px}
.single{max-width:720px;margin:0 auto;padding:48px 24px}
@media(max-width:800px){.split{grid-template-columns:1fr;min-height:0}.side{justify-content:center;padding:28px 20px;border-right:0;
border-bottom:1px solid var(--line)}.main{padding:28px 20px;display:flex;justify-content:center}}
header{display:flex;align-items:center;gap:10px;margin-bottom:28px;font-weight:600}
header a{color:var(--soft);text-decoration:none;font-size:20px;line-height:1;padding:6px}
.badge{background:var(--badge);color:var(--badge-ink);font-size:11px;font-weight:700;letter-spacing:.06em;text-transform:uppercase;
padding:2px 8px;border-radius:6px}
h1{font-size:17px;font-weight:500;color:var(--soft);margin:0 0 4px}h2{font-size:18px;margin:0 0 16px}.card~h2,.soft~h2{margin-top:36px}
h3{font-size:14px;color:var(--soft);margin:0;font-weight:600}
.price{font-size:36px;font-weight:650;letter-spacing:-.02em;margin:0;font-variant-numeric:tabular-nums}
.soft{color:var(--soft);font-size:14px;margin:6px 0 0}.known{margin:4px 0 0}a{color:inherit}
.price .soft{font-weight:400;letter-spacing:0}.card>:first-child{margin-top:0}.card>:last-child{margin-bottom:0}
legend{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
dl{margin:28px 0 0;font-size:15px}dl>div{display:flex;justify-content:space-between;gap:16px;padding:12px 0;border-bottom:1px solid var(--line)}
dl>div:last-child{border-bottom:0;font-weight:600}dt small{display:block;color:var(--soft);font-weight:400}
dd{margin:0;font-variant-numeric:tabular-nums;white-space:nowrap}
label,legend{display:block;font-size:14px;font-weight:550;margin:18px 0 6px;padding:0}
fieldset{border:0;margin:0;padding:0;min-width:0}
input,select{width:100%;font:inherit;color:inherit;background:var(--field);border:1px solid var(--line);border-radius:8px;padding:11px 12px}
input::placeholder{color:var(--soft);opacity:.75}
input:focus-visible,select:focus-visible,button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid color-mix(in srgb,var(--accent) 55%,transparent);outline-offset:1px}
input[aria-invalid=true]{border-color:var(--bad);box-shadow:0 0 0 1px var(--bad)}
.row{display:grid;grid-template-columns:1fr 1fr;gap:12px}.row label{margin-top:12px}
.error{color:var(--bad);font-size:14px;margin:6px 0 0}
.alert{background:var(--bad-paper);color:var(--bad);border-radius:8px;padding:12px 14px;font-size:14px;margin:0 0 8px}
button,.button{display:inline-block;font:inherit;font-weight:600;border:1px solid var(--line);border-radius:8px;padding:10px 16px;background:var(--field);
color:var(--ink);cursor:pointer;text-decoration:none}
button.primary{width:100%;margin-top:26px;padding:13px;background:var(--accent);border-color:transparent;color:var(--accent-ink);font-size:16px}
button:disabled{opacity:.6;cursor:progress}
.fine{font-size:13px;color:var(--soft);margin-top:14px}
details{margin-top:26px;border:1px solid var(--line);border-radius:8px;padding:10px 14px;font-size:14px}
summary{cursor:pointer;font-weight:550}details table{margin-top:8px}
table{width:100%;border-collapse:collapse;font-size:14px}td,th{text-align:left;padding:7px 8px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:500}code{font:13px ui-monospace,SFMono-Regular,Menlo,monospace;white-space:nowrap}
.card{border:1px solid var(--line);border-radius:12px;padding:20px;margin:0 0 20px}
.promotion{display:grid;grid-template-columns:1fr auto;gap:10px;align-items:end;margin-top:18px}.promotion .error{grid-column:1/-1}
.scroll{overflow-x:auto}.actions{display:flex;gap:10px;flex-wrap:wrap;margin-top:14px}.num{font-variant-numeric:tabular-nums;white-space:nowrap}
.inline{display:flex;align-items:center;gap:8px;font-weight:400;margin:8px 0}.inline input{width:auto}
`;
