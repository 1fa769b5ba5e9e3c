export { getBranding } from "./get-branding.ts";
export { previewTheme } from "./preview-theme.ts";
export { removeLogo } from "./remove-logo.ts";
export { type TenantLook, tenantAsset, tenantLook } from "./tenant-look.ts";
export { updateBranding } from "./update-branding.ts";
export { uploadLogo } from "./upload-logo.ts";
