interface SecretName {
  readonly pattern: RegExp;
  readonly why: string;
}

/** Files that hold secrets by what they are called. Matched against the whole path, in lower case. */
const SECRET_NAMES: readonly SecretName[] = [
  { pattern: /(^|\/)\.env(\.[^/]+)?$/, why: "An environment file, which usually holds passwords and tokens." },
  { pattern: /(^|\/)id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/, why: "The name of a private SSH key." },
  { pattern: /\.(pem|key|ppk)$/, why: "The name of a private key or certificate." },
  { pattern: /\.(p12|pfx|jks|keystore|bcfks)$/, why: "A key store." },
  { pattern: /(^|\/)\.aws\/(credentials|config)$/, why: "AWS credentials." },
  { pattern: /(^|\/)credentials(\.(json|csv|ya?ml|ini|txt))?$/, why: "A file of credentials." },
  { pattern: /(^|\/)[^/]*accesskeys?\.csv$/, why: "Access keys as IAM hands them out." },
  { pattern: /(^|\/)(\.kube\/config|kubeconfig|[^/]*\.kubeconfig)$/, why: "Access to a Kubernetes cluster." },
  {
    pattern: /(^|\/)\.?(npmrc|yarnrc|yarnrc\.yml|pypirc|netrc|_netrc)$/,
    why: "May hold the token of a package registry.",
  },
  { pattern: /(^|\/)\.docker\/config\.json$|(^|\/)\.dockercfg$/, why: "Sign-in to a container registry." },
  { pattern: /(^|\/)\.git-credentials$/, why: "Passwords for Git." },
  { pattern: /(^|\/)\.?(pgpass|my\.cnf|mylogin\.cnf|htpasswd)$/, why: "Passwords of a database or a web server." },
  { pattern: /\.(tfstate|tfvars)(\.backup)?$/, why: "Terraform's state and variables hold secrets in plain text." },
  {
    pattern: /(^|\/)(secrets?|service[-_]?account)\.(json|ya?ml|toml|ini|env)$/,
    why: "A file of secrets by its name.",
  },
  { pattern: /(^|\/)(shadow|master\.key)$/, why: "Holds passwords or the key to them." },
];

/** What only shows how such a file looks. */
const SAMPLE = /\.(example|sample|template|dist|pub)$|(^|\/)\.env\.(example|sample|template|dist|defaults?)$/;

/** Why a file looks as if it held secrets, by its name alone; null when it does not. */
export function secretName(path: string): string | null {
  const lower = path.toLowerCase();
  if (SAMPLE.test(lower)) return null;
  return SECRET_NAMES.find(({ pattern }) => pattern.test(lower))?.why ?? null;
}
