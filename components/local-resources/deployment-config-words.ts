/** What each deployment configuration means, in words. The last two take a number. */
export const DEPLOYMENT_CONFIG_WORDS = {
  OneAtATime: "One at a time",
  HalfAtATime: "Half at a time",
  AllAtOnce: "All at once",
  HOST_COUNT: "At least a number of healthy hosts",
  FLEET_PERCENT: "At least a percentage of healthy hosts",
} as const;
