import { z } from "zod";
import { ActionFailure } from "../../action-failure";
import { readTemplateFile } from "../cloudformation/read-template-file";
import { readJsonFile } from "../read-json-file";
import type { SimulatedProvider, SimulatedWork } from "../simulated-provider";

const MOST_BYTES = 1024 ** 2;
const CLOUDFORMATION = "CLOUD_FORMATION_TEMPLATE";

const configurationFile = z.looseObject({
  SchemaVersion: z.string().optional(),
  ProductVersionName: z.string().min(1),
  ProductVersionDescription: z.string().optional(),
  ProductType: z.string().min(1),
  Properties: z.looseObject({ TemplateFilePath: z.string().min(1) }),
});

/** Plays the Service Catalog action: the template of the new product version is read. */
export const serviceCatalog: SimulatedProvider = async (work) => {
  const { ProductId = "" } = work.job.configuration;
  const { version, type, template } = await settingsOf(work);
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(ProductId)) {
    throw new ActionFailure("ConfigurationError", `ProductId ${JSON.stringify(ProductId)} is not an id of a product.`);
  }
  const text = await work.files.read(work.files.primary, template, { key: "TemplateFilePath", mostBytes: MOST_BYTES });
  if (type === CLOUDFORMATION) readTemplateFile(text, template);
  return { done: `version ${version} of product ${ProductId} was made from ${template}` };
};

async function settingsOf({ job, files }: SimulatedWork) {
  const { ConfigurationFilePath, ProductVersionName = "", ProductType = "", TemplateFilePath = "" } = job.configuration;
  if (!ConfigurationFilePath) return { version: ProductVersionName, type: ProductType, template: TemplateFilePath };
  const read = await readJsonFile(files, {
    artifactName: files.primary,
    file: ConfigurationFilePath,
    key: "ConfigurationFilePath",
    mostBytes: MOST_BYTES,
    schema: configurationFile,
    shape: "a JSON object with ProductVersionName, ProductType and Properties.TemplateFilePath",
  });
  // As in the guide's example, the path may begin with a slash.
  const template = read.Properties.TemplateFilePath.replace(/^\/+/, "");
  return { version: read.ProductVersionName, type: read.ProductType, template };
}
