import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { withChoice } from "@/components/ui/with-choice";
import type { ApprovalHours } from "@/lib/pipeline/approvals/approval-policy";

interface HoursFieldsProps {
  readonly hours: ApprovalHours | null;
  /** What is wrong with a field, by its path. */
  readonly problem: (field: string) => string | undefined;
  readonly onChange: (hours: ApprovalHours | null) => void;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export function HoursFields({ hours, problem, onChange }: HoursFieldsProps) {
  return (
    <div className="flex flex-col gap-2.5">
      <Checkbox
        label="Only within hours"
        help="Rejecting is possible at any time."
        checked={hours !== null}
        onCheckedChange={(isOn) => onChange(isOn ? workingHours() : null)}
      />
      {hours && (
        <div className="flex flex-col gap-2.5 border-l-2 border-line pl-3">
          <div className="grid grid-cols-[1fr_1fr_2fr] gap-2 max-sm:grid-cols-2">
            <Field label="From" error={problem("hours.from")}>
              <Input
                type="time"
                value={hours.from}
                onChange={(event) => onChange({ ...hours, from: event.target.value })}
              />
            </Field>
            <Field label="Until" error={problem("hours.until")}>
              <Input
                type="time"
                value={hours.until}
                onChange={(event) => onChange({ ...hours, until: event.target.value })}
              />
            </Field>
            <Field label="Time zone" error={problem("hours.timeZone")} className="max-sm:col-span-2">
              <Input
                value={hours.timeZone}
                onChange={(event) => onChange({ ...hours, timeZone: event.target.value })}
              />
            </Field>
          </div>
          <fieldset className="flex flex-wrap gap-x-4 gap-y-1.5">
            <legend className="mb-1 text-small font-medium">Weekdays</legend>
            {WEEKDAYS.map((name, index) => (
              <Checkbox
                key={name}
                label={name}
                checked={hours.weekdays.includes(index + 1)}
                onCheckedChange={(isOn) =>
                  onChange({ ...hours, weekdays: withChoice(hours.weekdays, index + 1, isOn) })
                }
              />
            ))}
          </fieldset>
          {problem("hours.weekdays") && (
            <Note tone="fail" role="alert">
              {problem("hours.weekdays")}
            </Note>
          )}
        </div>
      )}
    </div>
  );
}

function workingHours(): ApprovalHours {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { timeZone, weekdays: [1, 2, 3, 4, 5], from: "09:00", until: "17:00" };
}
