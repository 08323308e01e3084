import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/jetbrains-mono/index.css";
import "./globals.css";
import { THEME_SCRIPT } from "@/components/layout/theme";
import { Providers } from "./providers";

export const metadata: Metadata = { title: { default: "Penstock", template: "%s · Penstock" } };

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#141b20" },
  ],
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    // The script in <head> sets `data-theme` before React sees the element.
    <html lang="en" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
