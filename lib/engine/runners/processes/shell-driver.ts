/** Frames the exit status of a command within the output of the shell. */
export const MARK = "\u001e";

/**
 * What the one shell of a build runs: it reads commands from descriptor 3, runs each in itself, so that `cd`, exports
 * and functions live on, and prints the exit status into its own output, behind everything the command has printed.
 *
 * - Its argument is a file for the state of a shell that ends. The trap writes it, and the loop before what may end the
 *   shell without one; before every command it would take longer than many commands do.
 * - A command arrives as lines that begin with a comma, then a line that does not. A line that begins with an exclamation
 *   mark says how many characters of a script follow, which is run at once and says nothing; only Bash knows it.
 * - Its own messages go nowhere (descriptor 2 is closed off), so `set -x` shows the commands, not this loop.
 * - Commands inherit neither descriptor 3 nor 4. `command` keeps an error in a special built-in from ending dash.
 * - `exit` in a command ends the shell; the trap then tells the status, with an `x`, and leaves exports and directory
 *   for the next. So does a `break` of a command, which leaves the loop; after a `continue` the loop tells the status. A
 *   trap of the build's own takes the place of this one, and runs when the shell ends.
 * - A space in front, because `eval` would take a command that begins with a dash for an option.
 * - What keeps the loop from going on ends it, and the shell: `until`, as a shell that executes nothing any more
 *   (`set -n`) takes every condition for met; an empty line, which nobody sends, where nothing could be read. A build may
 *   have functions of any name and set any variable, so built-ins are asked for as such, and the mark is in no variable.
 * @param token makes the mark unguessable: letters, digits and hyphens
 * @param lockLimit by which everything is known that comes from this shell; where there is no such limit nothing is
 */
export function shellDriver(shell: string, token: string, lockLimit: number): string {
  const [own, locks] = shell === "bash" ? ["builtin", "-x"] : ["command", "-w"];
  return `
exec 4>&1
${own} ulimit -S ${locks} ${lockLimit}
penstock_state=$1
set --
if [ -s "$penstock_state" ]; then . "$penstock_state"; cd "$PWD"; fi
trap 'penstock_status=$?; if [ -z "\${penstock_over-}" ]; then ${own} export -p >|"$penstock_state"; ${own} printf "\\036${token}:%dx\\036" "$penstock_status"; fi' EXIT
penstock_command= penstock_untold= penstock_over=
until
  if [ -n "\${penstock_untold-}" ]; then
    penstock_command=
    ${own} printf '\\036${token}:0\\036' >&4 && penstock_untold=
  fi
  penstock_line=
  IFS= ${own} read -r penstock_line <&3
  [ -z "$penstock_line" ]
do
  case $penstock_line in
    ,*)
      penstock_command="\${penstock_command-}\${penstock_line#,}
"
      ;;
    !*)
      IFS= ${own} read -r -N "\${penstock_line#!}" penstock_command <&3
      ${own} eval "$penstock_command"
      penstock_command=
      ;;
    *)
      case $penstock_command in *exec*|*kill*|*set*) ${own} export -p >|"$penstock_state" || penstock_untold= ;; esac
      penstock_untold=y
      ${own} eval " \${penstock_command-}" >&4 2>&4 3<&- 4>&-
      penstock_status=$? penstock_command=
      ${own} printf '\\036${token}:%d\\036' "$penstock_status" >&4 && penstock_untold=
      ;;
  esac
done
if [ -n "$penstock_line" ]; then ${own} exit 0; fi
penstock_over=y
if [ -z "\${penstock_untold-}" ]; then ${own} exit "\${penstock_status-0}"; fi
[ -z untold ]
`;
}

/** A command that leaves what a shell of another user has to take over. */
export const SAVE_STATE = `export -p >|"$penstock_state"`;

/** One command in the form that the driver reads. */
export function encodeCommand(command: string): string {
  const lines = command.replaceAll("\0", "").split("\n");
  return `${lines.map((line) => `,${line}\n`).join("")}.\n`;
}
