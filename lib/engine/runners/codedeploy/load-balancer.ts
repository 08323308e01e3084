import { mkdir, readdir, readlink, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { unlessMissing } from "../../is-missing";
import type { DeploymentTarget } from "../../local-resources";
import { folderOf } from "../agent/folder-of";

const IN_SERVICE = "in-service";

/**
 * A directory that plays a load balancer: `in-service/<target>` links to the root of each target that takes traffic,
 * `current` to the first of them by name. A web server whose root is below `current` follows every switch; links are
 * replaced in one step, so it never sees none while a target is in service.
 */
export class LoadBalancer {
  readonly #directory: string;
  #last: Promise<void> = Promise.resolve();

  constructor(directory: string) {
    this.#directory = directory;
  }

  register({ name, rootDirectory }: DeploymentTarget): Promise<void> {
    return this.#inTurn(async () => {
      await mkdir(path.join(this.#directory, IN_SERVICE), { recursive: true });
      await this.#link(path.join(IN_SERVICE, linkName(name)), rootDirectory);
      await this.#switchCurrent();
    });
  }

  /** A target that is not registered stays so. */
  deregister({ name }: DeploymentTarget): Promise<void> {
    return this.#inTurn(async () => {
      await rm(path.join(this.#directory, IN_SERVICE, linkName(name)), { force: true });
      await this.#switchCurrent();
    });
  }

  /** Targets of one deployment register at the same time; their changes are made one after the other. */
  #inTurn(change: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(change);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #switchCurrent(): Promise<void> {
    const folder = path.join(this.#directory, IN_SERVICE);
    const [first] = ((await unlessMissing(readdir(folder))) ?? []).toSorted((a, b) => (a < b ? -1 : 1));
    if (first === undefined) await rm(path.join(this.#directory, "current"), { force: true });
    else await this.#link("current", await readlink(path.join(folder, first)));
  }

  async #link(name: string, target: string): Promise<void> {
    const place = path.join(this.#directory, name);
    const incoming = path.join(this.#directory, `.${path.basename(name)}.new`);
    await rm(incoming, { force: true });
    await symlink(target, incoming);
    await rename(incoming, place);
  }
}

function linkName(name: string): string {
  return /^[\w-][\w.-]*$/.test(name) ? name : folderOf(name);
}
