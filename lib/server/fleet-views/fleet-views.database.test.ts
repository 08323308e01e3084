import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { fleetViewToSave, MOST_FLEET_VIEWS } from "@/lib/contracts/fleet-view";
import { testDatabase } from "@/lib/db/testing/test-database";
import { listFleetViews } from "./list-fleet-views";
import { removeFleetView } from "./remove-fleet-view";
import { saveFleetView } from "./save-fleet-view";

const { db } = testDatabase();

async function person(name: string, role: Role): Promise<Viewer> {
  const viewer = { id: randomUUID(), email: `${name}@example.com`, name, role };
  await db().user.create({ data: { ...viewer, passwordHash: "-" }, select: { id: true } });
  return viewer;
}

let mira: Viewer;
let vera: Viewer;

beforeEach(async () => {
  await db().user.deleteMany();
  mira = await person("mira", "editor");
  vera = await person("vera", "viewer");
});

test("keeps views in the order of their first saving, and replaces one of the same name", async () => {
  await saveFleetView(vera, { name: "Production", query: "connection=prod" });
  await saveFleetView(vera, { name: "Failed", query: "status=failed" });
  const { views } = await saveFleetView(vera, { name: "Production", query: "connection=prod&sort=name" });
  expect(views.map(({ name, query }) => [name, query])).toEqual([
    ["Production", "connection=prod&sort=name"],
    ["Failed", "status=failed"],
  ]);
});

test("shows and removes nobody else's", async () => {
  const { views } = await saveFleetView(mira, { name: "Mine", query: "mine=true" });
  const id = views[0]?.id ?? "";
  expect(await listFleetViews(vera)).toEqual({ views: [] });
  await expect(removeFleetView(vera, id)).rejects.toMatchObject({ code: "not_found" });
  await saveFleetView(vera, { name: "Mine", query: "favourites=true" });
  expect((await removeFleetView(mira, id)).views).toEqual([]);
  expect((await listFleetViews(vera)).views).toMatchObject([{ name: "Mine", query: "favourites=true" }]);
});

test("records what was saved and removed, by whom", async () => {
  const { views } = await saveFleetView(mira, { name: "Mine", query: "mine=true" });
  await removeFleetView(mira, views[0]?.id ?? "");
  const events = await db().auditEvent.findMany({
    where: { subjectType: "fleet-view", actorId: mira.id },
    orderBy: { id: "asc" },
    select: { action: true, subjectId: true, detail: true },
  });
  expect(events).toEqual(
    ["fleet-view.save", "fleet-view.remove"].map((action) => ({
      action,
      subjectId: views[0]?.id,
      detail: { name: "Mine", query: "mine=true" },
    })),
  );
});

test("has an end, and says so", async () => {
  for (let index = 0; index < MOST_FLEET_VIEWS; index += 1) {
    await saveFleetView(mira, { name: `View ${index}`, query: "" });
  }
  await expect(saveFleetView(mira, { name: "One more", query: "" })).rejects.toMatchObject({ code: "conflict" });
  await saveFleetView(mira, { name: "View 3", query: "mine=true" });
});

test("takes only what is a query string and has a name", () => {
  expect(fleetViewToSave.parse({ name: "  A  ", query: "tag=team%3Dshop" })).toEqual({
    name: "A",
    query: "tag=team%3Dshop",
  });
  for (const view of [
    { name: " ", query: "" },
    { name: "x".repeat(41), query: "" },
    { name: "A", query: "javascript:alert(1) //" },
    { name: "A", query: "#a" },
    { name: "A", query: "a".repeat(2_001) },
  ]) {
    expect(fleetViewToSave.safeParse(view).success).toBe(false);
  }
});
