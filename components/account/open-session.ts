import { signIn } from "next-auth/react";
import { describeSignInFailure } from "@/lib/contracts/sign-in-failure";

/** Signs in through next-auth. @returns what went wrong, in words; null when the session is open */
export async function openSession(email: string, password: string): Promise<string | null> {
  try {
    const answer = await signIn("credentials", { email, password, redirect: false });
    return answer?.ok && !answer.error ? null : describeSignInFailure(answer?.error ?? "");
  } catch {
    return "Penstock cannot be reached. Check that it runs, and try again.";
  }
}
