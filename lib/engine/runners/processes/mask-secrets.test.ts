import fc from "fast-check";
import { expect, it } from "vitest";
import { maskSecrets, SecretStream } from "./mask-secrets";

function stream(secrets: readonly string[], pieces: readonly string[]): string {
  const masked = new SecretStream(secrets);
  return pieces.map((piece) => masked.write(piece)).join("") + masked.end();
}

it("masks a secret wherever the output was cut into pieces", () => {
  const text = fc.array(fc.constantFrom("hunter22", "hunt", "er22", " ", "x", "\n"), { maxLength: 12 });
  fc.assert(
    fc.property(text, fc.array(fc.nat(100), { maxLength: 5 }), (words, cuts) => {
      const whole = words.join("");
      const places = [...new Set(cuts.map((cut) => Math.min(cut, whole.length)))].toSorted((a, b) => a - b);
      const pieces = [0, ...places].map((from, index) => whole.slice(from, places[index] ?? whole.length));
      expect(stream(["hunter22"], pieces)).toBe(whole.replaceAll("hunter22", "***"));
    }),
  );
});

it("shows at once what cannot become a secret", () => {
  const masked = new SecretStream(["hunter22"]);
  expect(masked.write("50% hunt")).toBe("50% ");
  expect(masked.write("ing")).toBe("hunting");
});

it("leaves nothing of a secret that another one begins", () => {
  expect(stream(["pass", "password"], ["my pass", "word"])).toBe("my ***");
});

it("masks a secret of several lines whole, line by line and as JSON", () => {
  const secret = "-----BEGIN-----\nabcdef\n-----END-----";
  const mask = maskSecrets([secret]);
  expect(mask(`cat: ${secret}.`)).toBe("cat: ***.");
  expect(mask("got abcdef")).toBe("got ***");
  expect(mask(JSON.stringify({ secret }))).toBe('{"secret":"***"}');
});

it.each(["", "u:", "user:", "12"])("masks Base64 of a secret behind %j", (before) => {
  const secret = "correct horse";
  const shown = maskSecrets([secret])(Buffer.from(`${before}${secret}`).toString("base64"));
  expect(Buffer.from(shown.replaceAll("*", ""), "base64").toString()).not.toContain("correct");
  expect(shown).toContain("***");
});

it("masks access key ids and leaves very short secrets alone", () => {
  expect(maskSecrets(["a", ""])("AKIAABCDEFGHIJKLMNOP is a key")).toBe("*** is a key");
});
