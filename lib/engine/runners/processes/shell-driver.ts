/** Frames the exit status of a command within the output of the shell. */
export const MARK = "\u001e";

/**
 * What the one shell of a build runs: it reads commands from descriptor 3, runs each in itself, so that `cd`, exports
 * and functions live on, and prints the exit status into its own output, behind everything the command has printed.
 *
 * - Arguments: a token that makes the mark unguessable, and a file for the state of a shell that ends.
 * - A command arrives as lines that begin with a comma, then a line that does not. A line that begins with an exclamation
 *   mark says how many characters of a script follow, which is run at once and says nothing; only Bash knows it.
 * - Its own messages go nowhere (descriptor 2 is closed off), so `set -x` shows the commands, not this loop.
 * - Commands inherit neither descriptor 3 nor 4. `command` keeps an error in a special built-in from ending dash.
 * - `exit` in a command ends the shell; the trap then tells the status, with an `x`, and leaves exports and directory
 *   for the next. So does a `break` of a command, which leaves the loop; after a `continue` the loop tells the status. A
 *   trap of the build's own takes the place of this one, and runs when the shell ends.
 * - A space in front, because `eval` would take a command that begins with a dash for an option.
 * - `command printf`, because a build may have a function of that name.
 */
export const SHELL_DRIVER = String.raw`
exec 4>&1
penstock_token=$1 penstock_state=$2
set --
if [ -s "$penstock_state" ]; then . "$penstock_state"; cd "$PWD"; fi
trap 'penstock_status=$?; [ -z "$penstock_over" ] || exit; export -p >"$penstock_state"; command printf "\036%s:%dx\036" "$penstock_token" "$penstock_status"' EXIT
penstock_command=
penstock_untold= penstock_over=
while
  if [ -n "$penstock_untold" ]; then
    penstock_untold= penstock_command=
    command printf '\036%s:0\036' "$penstock_token" >&4
  fi
  IFS= read -r penstock_line <&3
do
  case $penstock_line in
    ,*)
      penstock_command="$penstock_command${"${penstock_line#,}"}
"
      ;;
    !*)
      IFS= read -r -N "${"${penstock_line#!}"}" penstock_command <&3
      eval "$penstock_command"
      penstock_command=
      ;;
    *)
      penstock_untold=y
      command eval " $penstock_command" >&4 2>&4 3<&- 4>&-
      command printf '\036%s:%d\036' "$penstock_token" "$?" >&4
      penstock_untold=
      penstock_command=
      ;;
  esac
done
if [ -n "$penstock_untold" ]; then exit 0; fi
penstock_over=y
`;

/** A command that leaves what a shell of another user has to take over. */
export const SAVE_STATE = `export -p >"$penstock_state"`;

/** One command in the form that the driver reads. */
export function encodeCommand(command: string): string {
  const lines = command.replaceAll("\0", "").split("\n");
  return `${lines.map((line) => `,${line}\n`).join("")}.\n`;
}
