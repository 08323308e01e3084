import nextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";

const handler: unknown = nextAuth(nextAuthOptions);
export { handler as GET, handler as POST };
