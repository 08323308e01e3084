import { expect, it } from "vitest";
import { columnTracks, FLEET_COLUMNS, readHiddenColumns } from "./fleet-columns";

it("gives what is shown its width, and leaves the star and the name", () => {
  expect(columnTracks([])).toMatchObject({ "--columns-sm": "28px minmax(0,1.3fr) minmax(150px,1fr) 150px" });
  expect(columnTracks(["status", "median"])).toMatchObject({
    "--columns-sm": "28px minmax(0,1.3fr) 150px",
    "--columns-xl": "28px minmax(0,1.1fr) minmax(0,1fr) minmax(0,1.4fr) 150px 84px 58px",
  });
  expect(columnTracks(FLEET_COLUMNS)).toMatchObject({ "--columns-xl": "28px minmax(0,1.1fr)" });
});

it("reads what a cookie may hold, and nothing else", () => {
  expect(readHiddenColumns(undefined)).toEqual([]);
  expect(readHiddenColumns("median.status.<script>.name")).toEqual(["status", "median"]);
});
