/** The two spellings in which a person may write a declaration. */
export const CODE_LANGUAGES = ["yaml", "json"] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];
