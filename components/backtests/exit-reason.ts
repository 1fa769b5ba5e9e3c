const WORDS: Record<string, string> = {
  signal: "Signal",
  stop_loss: "Stop-loss",
  trailing_stop: "Trailing stop",
  take_profit: "Take-profit",
  roi: "Return reached",
  time: "Time exit",
  liquidation: "Liquidation",
  end_of_data: "End of data",
};

export const exitReasonText = (reason: string): string => WORDS[reason] ?? reason;
