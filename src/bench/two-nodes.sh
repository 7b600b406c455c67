#!/usr/bin/env bash
# Two nodes on one MySQL, a real report replayed over both, and each of them killed (kill -9) and started again on the
# way: the sums must be those of the file, and the sandbox's own book must show no second payment.
#
#   mvn -B -ntp -DskipTests package
#   src/bench/two-nodes.sh REPORT.csv [more options for replay.mjs]
#
# The database comes from SHOUHOU_DB_URL, SHOUHOU_DB_USER and SHOUHOU_DB_PASSWORD and must be empty; without them a
# MySQL server is started for the run (src/test/sh/mysql-server). KILLS="B:800 A:2000" says which node dies after how
# many decided tasks; "A:import" dies while the file is being imported. SHOUHOU_JAVA_OPTS goes to both nodes' java.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

report=${1:?names no report: two-nodes.sh REPORT.csv}
shift
read -ra kills <<<"${KILLS:-B:800 A:2000}"
work=$(mktemp -d "${TMPDIR:-/tmp}/shouhou-two-nodes.XXXXXX")
declare -A pid port
replay=

say() { echo "two-nodes: $*"; }

jar=$(find target -maxdepth 1 -name 'shouhou-*.jar' 2>/dev/null | head -n 1)
[ -n "$jar" ] || { say "no jar in target: run mvn -B -ntp -DskipTests package first"; exit 2; }
cp "$jar" "$work/shouhou.jar" # a build beside this run must not change what is being run

clean_up() {
  local node
  [ -z "$replay" ] || kill "$replay" 2>/dev/null || true
  for node in "${!pid[@]}"; do kill "${pid[$node]}" 2>/dev/null || true; done
  for node in "${!pid[@]}"; do wait "${pid[$node]}" 2>/dev/null || true; done
  [ -z "${started_mysql:-}" ] || src/test/sh/mysql-server stop
  rm -f "$work/shouhou.jar"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

secret() { head -c 24 /dev/urandom | base64 | tr -dc 'A-Za-z0-9'; }
free_port() { node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})"; }

if [ -z "${SHOUHOU_DB_URL:-}" ]; then
  eval "$(src/test/sh/mysql-server start)"
  started_mysql=yes
  export SHOUHOU_DB_URL=$SHOUHOU_TEST_DB_URL SHOUHOU_DB_USER=$SHOUHOU_TEST_DB_USER SHOUHOU_DB_PASSWORD=$SHOUHOU_TEST_DB_PASSWORD
fi
SHOUHOU_OPERATOR_PASSWORD=$(secret)
SHOUHOU_REPLAY_PASSWORD=$(secret)
export SHOUHOU_OPERATOR_PASSWORD SHOUHOU_REPLAY_PASSWORD
export SPRING_PROFILES_ACTIVE=mysql
export SHOUHOU_GATEWAYS_PAYMENT=sandbox SHOUHOU_GATEWAYS_ORDER=sandbox SHOUHOU_GATEWAYS_WAREHOUSE=sandbox SHOUHOU_GATEWAYS_COURIER=sandbox
export SHOUHOU_CHANNELS_MAIL=sandbox SHOUHOU_CHANNELS_CHAT=sandbox SHOUHOU_CHANNELS_SMS=sandbox
port[A]=$(free_port)
port[B]=$(free_port)

start_node() {
  local node=$1
  # shellcheck disable=SC2086
  SHOUHOU_PORT=${port[$node]} java ${SHOUHOU_JAVA_OPTS:--Xmx512m} -jar "$work/shouhou.jar" </dev/null >>"$work/node-$node.log" 2>&1 &
  pid[$node]=$!
}

await_node() {
  local node=$1
  for _ in $(seq 600); do
    kill -0 "${pid[$node]}" 2>/dev/null || { tail -n 30 "$work/node-$node.log"; say "node $node does not start"; exit 1; }
    ! curl -fsS -o /dev/null "http://127.0.0.1:${port[$node]}/actuator/health/readiness" 2>/dev/null || return 0
    sleep 0.5
  done
  say "node $node is not ready after five minutes"
  exit 1
}

as_operator() { curl -fsS -o /dev/null -u "operator:$SHOUHOU_OPERATOR_PASSWORD" -H 'Content-Type: application/json' "$@"; }

create_user() {
  as_operator -d "{\"name\":\"$1\",\"displayName\":\"$1\",\"password\":\"$SHOUHOU_REPLAY_PASSWORD\",\"roles\":[\"$2\"]}" \
    "http://127.0.0.1:${port[A]}/api/users"
}

# What the killed node left half done, where we can ask the database ourselves.
in_flight() {
  [ -z "${started_mysql:-}" ] ||
    say "effects without an answer now: $(src/test/sh/mysql-server sql "SELECT COUNT(*) FROM shouhou_test.outside_effect WHERE state = 'SENT'" --skip-column-names)"
}

kill_node() {
  local node=$1
  say "kill -9 node $node $2"
  kill -9 "${pid[$node]}"
  wait "${pid[$node]}" 2>/dev/null || true
  in_flight
  sleep 10
  start_node "$node"
  await_node "$node"
  say "node $node is back"
}

say "logs are in $work"
start_node A # both at once, on an empty database
start_node B
await_node A
await_node B
for role in agent supervisor manager; do
  create_user "${role}1" "$role"
  create_user "${role}2" "$role"
done
create_user finance1 finance
create_user warehouse1 warehouse
create_user auditor1 auditor
# a payment is made at once but confirmed late, so that a kill hits payments nobody knows the outcome of
as_operator -d '{"gateway":"PAYMENT","operation":"refund","behaviour":"DELAY","delay":"PT0.4S"}' "http://127.0.0.1:${port[A]}/api/demo/sandbox"
say "node A on port ${port[A]}, node B on port ${port[B]}"

nodes=(--url "http://127.0.0.1:${port[A]}" --url2 "http://127.0.0.1:${port[B]}" --spread)
accounts=(--operator "operator=$SHOUHOU_OPERATOR_PASSWORD")
node src/bench/replay.mjs "${nodes[@]}" "${accounts[@]}" --file "$report" "$@" >"$work/replay.log" 2>&1 &
replay=$!
tail -n +1 -f --pid="$replay" "$work/replay.log" &
follower=$!

for kill in "${kills[@]}"; do
  node=${kill%%:*}
  after=${kill#*:}
  while kill -0 "$replay" 2>/dev/null; do
    [ "$after" != import ] || ! grep -q '^import: [1-9].*opened$' "$work/replay.log" || { kill_node "$node" "in the middle of the import"; break; }
    decided=$(sed -n 's/^work: \([0-9]*\) tasks decided.*/\1/p' "$work/replay.log" | tail -n 1)
    if [ "$after" != import ] && [ "${decided:-0}" -ge "$after" ]; then
      kill_node "$node" "after $decided tasks"
      break
    fi
    sleep 0.3
  done
done

verdict=0
wait "$replay" || verdict=$?
replay=
wait "$follower" 2>/dev/null || true

say "the same file once more"
node src/bench/replay.mjs "${nodes[@]}" "${accounts[@]}" --file "$report" "$@" >"$work/again.log" 2>&1 || verdict=1
grep -E '^(import: .*imported|changed|ledger|- |verdict)' "$work/again.log"
grep -q '^changed by this run: nothing$' "$work/again.log" || { say "the second run changed something"; verdict=1; }
exit "$verdict"
