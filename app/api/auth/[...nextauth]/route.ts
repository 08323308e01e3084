import nextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";

type Handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

// next-auth types what it returns as `any`; under the app router it is this.
const handler: Handler = nextAuth(nextAuthOptions);
export { handler as GET, handler as POST };
