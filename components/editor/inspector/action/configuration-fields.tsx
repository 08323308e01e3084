"use client";
import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import { isRequired, isUsed } from "@/lib/pipeline/action-types/catalogue";
import type { ConfigurationProperty, KeyAlternative } from "@/lib/pipeline/action-types/configuration-property";
import { ConfigurationField, type ConfigurationHolder } from "./configuration-field";

/** The keys of an action type or of a rule type. */
interface KeyCatalogue {
  readonly configuration: readonly ConfigurationProperty[];
  readonly alternatives?: readonly KeyAlternative[];
}

interface ConfigurationFieldsProps {
  readonly type: KeyCatalogue;
  readonly holder: ConfigurationHolder;
  /** Sets several keys as one edit; an empty value takes a key out. */
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

/** Every key that has an effect as things stand: what is needed or mostly set, in the catalogue's order. */
export function ConfigurationFields({ type, holder, onChange }: ConfigurationFieldsProps) {
  const alternatives = type.alternatives ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const current = alternatives.find(({ label }) => label === chosen) ?? alternativeInUse(alternatives, holder);
  const hidden = new Set(alternatives.filter((alternative) => alternative !== current).flatMap(({ keys }) => keys));
  const shown = mainProperties(type, holder).filter(({ name }) => !hidden.has(name) || isSet(holder, name));
  const fields = (properties: readonly ConfigurationProperty[]) =>
    properties.map((property) => (
      <ConfigurationField
        key={property.name}
        property={property}
        holder={holder}
        isRequired={isRequired(property, holder.configured, type)}
        onChange={(value) => onChange({ [property.name]: value })}
      />
    ));
  if (!current) return fields(shown);

  const choose = (label: string): void => {
    setChosen(label);
    const left = alternatives.filter((alternative) => alternative.label !== label).flatMap(({ keys }) => keys);
    const set = left.filter((name) => isSet(holder, name));
    if (set.length > 0) onChange(Object.fromEntries(set.map((name) => [name, ""])));
  };
  const ofAlternatives = new Set(alternatives.flatMap(({ keys }) => keys));
  return (
    <>
      {fields(shown.filter(({ name }) => !ofAlternatives.has(name)))}
      <Segmented
        label="Deploy with"
        className="self-start"
        value={current.label}
        options={alternatives.map(({ label }) => ({ value: label, label }))}
        onValueChange={choose}
      />
      {fields(shown.filter(({ name }) => ofAlternatives.has(name)))}
    </>
  );
}

/** The keys that are seldom set: switches and fine tuning with a default that mostly fits. */
export function RareConfigurationFields({ type, holder, onChange }: ConfigurationFieldsProps) {
  return rareProperties(type, holder).map((property) => (
    <ConfigurationField
      key={property.name}
      property={property}
      holder={holder}
      isRequired={false}
      onChange={(value) => onChange({ [property.name]: value })}
    />
  ));
}

export function rareProperties(type: KeyCatalogue, holder: ConfigurationHolder): readonly ConfigurationProperty[] {
  return usedProperties(type, holder).filter(isRare);
}

function mainProperties(type: KeyCatalogue, holder: ConfigurationHolder): readonly ConfigurationProperty[] {
  return usedProperties(type, holder).filter((property) => !isRare(property));
}

/** What has no effect is left out, unless it is set: then it has to be seen to be taken out. */
function usedProperties(type: KeyCatalogue, holder: ConfigurationHolder): readonly ConfigurationProperty[] {
  return type.configuration.filter(
    (property) => isUsed(property, holder.configured, type) || isSet(holder, property.name),
  );
}

function isRare({ required, requiredWhen, default: assumed, name }: ConfigurationProperty): boolean {
  if (required || requiredWhen !== undefined) return false;
  return assumed !== undefined || RARE_KEYS.has(name);
}

function isSet({ configured }: ConfigurationHolder, name: string): boolean {
  return Boolean(configured.configuration?.[name]);
}

function alternativeInUse(
  alternatives: readonly KeyAlternative[],
  holder: ConfigurationHolder,
): KeyAlternative | undefined {
  return alternatives.find(({ keys }) => keys.some((name) => isSet(holder, name))) ?? alternatives[0];
}

const RARE_KEYS = new Set([
  "VpcId",
  "Subnets",
  "SecurityGroupIds",
  "BuildspecOverride",
  "KMSEncryptionKeyARN",
  "CannedACL",
  "CacheControl",
  "MaxBatch",
  "MaxError",
  "TargetGroupNameList",
  "FailureTolerancePercentage",
  "MaxConcurrentPercentage",
  "ExecutionNamePrefix",
  "CustomHostMachineArtifacts",
  "CustomDeviceArtifacts",
  "JobTimeoutMinutes",
  "Latitude",
  "Longitude",
  "Image3ArtifactName",
  "Image3ContainerName",
  "Image4ArtifactName",
  "Image4ContainerName",
]);
