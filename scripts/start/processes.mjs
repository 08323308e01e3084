import path from "node:path";
import { secretNamed } from "./secrets.mjs";
import { ROOT } from "./settings.mjs";

/** What any program may need from the person's environment. */
const COMMON = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "TZ",
  "TMPDIR",
  "NODE_EXTRA_CA_CERTS",
  "PENSTOCK_DEMO",
];
const PROXY = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

const ENGINE = [
  "SSH_AUTH_SOCK",
  "GIT_SSH_COMMAND",
  "PENSTOCK_QUOTAS_FILE",
  "PENSTOCK_FAULTS",
  "PENSTOCK_INGEST_URL",
  "PENSTOCK_INGEST_KEY",
];

/**
 * The processes of one start with the environment each needs and nothing more: only the engine reaches Git with the
 * person's keys, only web and worker reach AWS, only web can sign sessions.
 */
export function processesOf(settings) {
  return settings.parts.map((name) => BUILDERS[name](settings));
}

const BUILDERS = {
  engine: (settings) =>
    nodeProcess("engine", settings, {
      ...pick(settings.env, [...PROXY, ...ENGINE]),
      // An engine that runs alone tells whom the environment names; with nobody to tell it drops its events.
      ...(settings.parts.includes("web") && {
        PENSTOCK_INGEST_URL: `http://127.0.0.1:${settings.port}/api/ingest/local`,
        PENSTOCK_INGEST_KEY: secretNamed(settings.dataDir, "ingest-key"),
      }),
    }),
  worker: (settings) => nodeProcess("worker", settings, pick(settings.env, [...PROXY, ...awsNames(settings.env)])),
  web: (settings) => ({
    name: "web",
    command: [
      path.join(ROOT, "node_modules/next/dist/bin/next"),
      settings.isDev ? "dev" : "start",
      `--hostname=${settings.host}`,
      `--port=${settings.port}`,
    ],
    // Open event streams would keep a graceful stop waiting for as long as browsers stay connected.
    graceMs: 2_000,
    env: {
      ...pick(settings.env, [...COMMON, ...PROXY, ...awsNames(settings.env)]),
      ...shared(settings),
      PORT: String(settings.port),
      NEXTAUTH_URL: settings.publicUrl,
      NEXTAUTH_SECRET: settings.env.NEXTAUTH_SECRET || secretNamed(settings.dataDir, "session-secret"),
      NEXT_TELEMETRY_DISABLED: "1",
    },
  }),
};

/** Runs scripts/<name>.ts: bundled, or through tsx in development. `extra` joins the common environment. */
export function nodeProcess(name, settings, extra = {}) {
  const source = path.join(ROOT, `scripts/${name}.ts`);
  const command = settings.isDev
    ? ["--import", "tsx", "--conditions=react-server", source]
    : ["--enable-source-maps", path.join(ROOT, `dist/${name}.mjs`)];
  return { name, command, env: { ...pick(settings.env, COMMON), ...extra, ...shared(settings) } };
}

function shared(settings) {
  return {
    NODE_ENV: settings.isDev ? "development" : "production",
    DATABASE_URL: settings.databaseUrl,
    PENSTOCK_DATA_DIR: settings.dataDir,
    PENSTOCK_ENGINE: settings.parts.includes("engine") ? "on" : "off",
    PENSTOCK_ENGINE_PORT: String(settings.enginePort),
    // The SDK's advice about Node versions would come with every start.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

function awsNames(env) {
  return Object.keys(env).filter((name) => name.startsWith("AWS_"));
}

function pick(env, names) {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
