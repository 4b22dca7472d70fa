package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The columns that are not sealed, each with what is in it. A column that stands in neither list fails the test: whoever adds one says
// how it is kept from whoever has the files.
//
//	id      an id of ours, random; or of a dossier, as the company numbers its dossiers
//	hash    of a secret that is random, or keyed (search.go)
//	list    one of a list of words in the program, or several
//	time, number, random
//
// Anything else says why it stands in clear.
var unsealed = map[string]string{
	"account_changes.at": "time", "account_changes.id": "id", "account_changes.person": "id",
	"account_moves.act": "list", "account_moves.agreed": "number", "account_moves.at": "time", "account_moves.by_user": "id", "account_moves.change_id": "id",
	"account_moves.decided_at": "time", "account_moves.id": "id", "account_moves.n": "number", "account_moves.second": "id",
	"api_answers.at": "time", "api_answers.name": "hash", "api_answers.user_id": "id",
	"approvals.at": "time", "approvals.by_user": "id", "approvals.case_id": "id", "approvals.ends": "time", "approvals.id": "id", "approvals.n": "number", "approvals.outcome": "list",
	"backups.checked_at": "time", "backups.entries": "number", "backups.gone_at": "time", "backups.id": "hash", "backups.made_at": "time", "backups.name": "name of a file: the time",
	"backups.problem": "what a machine said of a file", "backups.sha256": "hash", "backups.size": "number",
	"asides.at": "time", "asides.by_user": "id", "asides.class": "list", "asides.digest": "hash", "asides.ended_at": "time", "asides.id": "id", "asides.person": "id",
	"case_conflicts.case_id": "id", "case_conflicts.user_id": "id",
	"case_events.at": "time", "case_events.by_user": "id", "case_events.case_id": "id", "case_events.id": "id", "case_events.kind": "list", "case_events.n": "number",
	"case_members.case_id": "id", "case_members.until": "time", "case_members.user_id": "id",
	"case_views.case_id": "id", "case_views.user_id": "id",
	"cases.changed_at": "time", "cases.closing": "list", "cases.id": "id", "cases.opened_at": "time", "cases.opened_by": "id", "cases.owner": "id", "cases.root": "id",
	"cases.sealed": "number", "cases.state": "list", "cases.subject": "id",
	"choices.name": "list", "choices.user_id": "id", "choices.value": "number, word of a list, or id",
	"codes.last_step": "number", "codes.set_at": "time", "codes.user_id": "id",
	"company.fictional": "number", "company.id": "number", "company.read_at": "time",
	"custody.act": "list", "custody.at": "time", "custody.by_user": "id", "custody.evidence_id": "id", "custody.n": "number", "custody.seq": "number",
	"data_keys.id": "id", "data_keys.made_at": "time", "data_keys.master": "hash", "data_keys.wrapped": "the key itself, sealed by the master key",
	"deadlines.by_user": "id", "deadlines.case_id": "id", "deadlines.done_at": "time", "deadlines.due_at": "time", "deadlines.id": "id", "deadlines.kind": "list", "deadlines.set_at": "time",
	"deliveries.at": "time", "deliveries.attempts": "number", "deliveries.done_at": "time", "deliveries.id": "id", "deliveries.kind": "list", "deliveries.next_at": "time",
	"deliveries.path": "a path of ours: ids", "deliveries.place_key": "hash", "deliveries.state": "list",
	"drafts.at": "time", "drafts.field": "number of a field on its page, with its name", "drafts.page": "a path of ours: ids", "drafts.user_id": "id",
	"evidence.at": "time", "evidence.blob": "random", "evidence.by_user": "id", "evidence.case_id": "id", "evidence.id": "id", "evidence.n": "number", "evidence.size": "number", "evidence.sum_key": "hash",
	"feed.case_id": "id", "feed.id": "number", "feed.kind": "list",
	"glasses.alone": "number", "glasses.at": "time", "glasses.by_user": "id", "glasses.case_id": "id", "glasses.done": "number", "glasses.id": "id",
	"guesses.key": "hash", "guesses.last": "time", "guesses.times": "times",
	"health.at": "time", "health.id": "number",
	"erased_files.at": "time", "erased_files.blob": "random", "erased_files.shelf": "list",
	"holds.about": "id", "holds.at": "time", "holds.by_user": "id", "holds.ended_at": "time", "holds.ended_by": "id", "holds.id": "id", "holds.kind": "list",
	"import_files.at": "time", "import_files.blob": "random", "import_files.live": "number", "import_files.person": "id", "import_files.role": "list", "import_files.size": "number", "import_files.upload": "id",
	"ledger_checkpoints.note": "the name of the ledger, a number, a root, a signature", "ledger_checkpoints.size": "number",
	"ledger_details.salt": "random", "ledger_details.seq": "number",
	"ledger_head.holder": "random", "ledger_head.id": "number", "ledger_head.last_at": "time", "ledger_head.size": "number",
	"ledger_leaves.leaf": "ids, words of lists, a time and a salted commitment: verifiers elsewhere read it", "ledger_leaves.seq": "number",
	"ledger_nodes.hash": "hash", "ledger_nodes.idx": "number",
	"link_holders.began": "time", "link_holders.common": "number", "link_holders.ended": "time", "link_holders.kind": "list", "link_holders.person": "id", "link_holders.thing": "hash",
	"link_kinds.kind": "list", "link_kinds.weight": "number", "link_state.id": "number", "link_state.n": "number", "link_stated.a": "id", "link_stated.b": "id",
	"link_things.digest": "hash", "link_things.holders": "number", "link_things.id": "hash", "link_things.kind": "list",
	"links.ends": "time", "links.hash": "hash", "links.proof": "number", "links.user_id": "id",
	"logins.bound_at": "time", "logins.issuer": "address of a service of the company", "logins.subject": "hash", "logins.user_id": "id",
	"people_left.person": "id", "case_line.case_id": "id", "case_line.person": "id",
	"many_items.case_id": "id", "many_items.job_id": "id", "many_items.made": "time, or what was made: a number, an id", "many_items.n": "number", "many_items.person": "id", "many_items.state": "list", "many_items.why": "list",
	"many_jobs.act": "list", "many_jobs.at": "time", "many_jobs.by_user": "id", "many_jobs.ended_at": "time", "many_jobs.id": "id", "many_jobs.started_at": "time", "many_jobs.state": "list",
	"outbox.addressed": "time", "outbox.at": "time", "outbox.case_id": "id", "outbox.id": "id", "outbox.kind": "list", "outbox.path": "a path of ours: ids", "outbox.to_role": "list",
	"outbox.to_user": "id", "outbox.unique_key": "list and id",
	"passkeys.added_at": "time", "passkeys.count": "number", "passkeys.id": "hash", "passkeys.site": "name of the server", "passkeys.used_at": "time", "passkeys.user_id": "id",
	"passwords.set_at": "time", "passwords.user_id": "id",
	"people.changed_at": "time", "people.digest": "hash", "people.id": "id", "people.level": "list", "people.level_rank": "number", "people.line": "hash", "people.score": "number", "people.stage": "list", "people.turn": "number",
	"person_facets.facet": "list", "person_facets.person": "id", "person_facets.value": "hash",
	"places_off.at": "time", "places_off.place": "hash",
	"restorations.at": "time", "restorations.backup": "hash", "restorations.entries": "number", "restorations.id": "id", "restorations.made_at": "time",
	"retention_passes.applications": "number", "retention_passes.at": "time", "retention_passes.cases": "number", "retention_passes.details": "number", "retention_passes.ended_at": "time",
	"retention_passes.erased": "hashes, keyed", "retention_passes.files": "number", "retention_passes.id": "id", "retention_passes.since": "time",
	"saved_views.at": "time", "saved_views.by_user": "id", "saved_views.id": "id", "saved_views.list": "list", "saved_views.role": "list",
	"recovery_codes.hash": "hash", "recovery_codes.user_id": "id",
	"schema_steps.step": "number", "sealing_steps.step": "number",
	"search_key.id": "number", "search_terms.field": "number", "search_terms.ref": "id", "search_terms.term": "hash",
	"sessions.hash": "hash", "sessions.id": "id", "sessions.opened": "time", "sessions.proved": "time", "sessions.seen": "time", "sessions.user_id": "id", "sessions.way": "list",
	"settings.name":     "list",
	"source_gaps.ended": "time", "source_gaps.id": "id", "source_gaps.kind": "list", "source_gaps.noticed": "time", "source_gaps.since": "time",
	"source_problems.line": "number", "source_problems.n": "number", "source_problems.person": "id",
	"source_seen.first_seen": "time", "source_seen.kind": "list", "source_seen.newest": "time",
	"sources.files": "number", "sources.kind": "list", "sources.records": "number", "sources.rejected": "number",
	"starts.ask": "number", "starts.manager": "id", "starts.person": "id",
	"superiors.person": "id", "superiors.superior": "id",
	"tasks.answered_at": "time", "tasks.asked_at": "time", "tasks.by_user": "id", "tasks.case_id": "id", "tasks.due_at": "time", "tasks.ended_at": "time", "tasks.id": "id", "tasks.to_role": "list",
	"tasks.to_user": "id", "tasks.who": "id",
	"told.at": "time", "told.id": "id", "told.user_id": "id", "told.word": "list",
	"tokens.ends": "time", "tokens.hash": "hash", "tokens.id": "id", "tokens.made_at": "time", "tokens.scopes": "list", "tokens.used_at": "time", "tokens.user_id": "id",
	"uploads.at": "time", "uploads.blob": "random", "uploads.id": "id", "uploads.kind": "list", "uploads.own": "id", "uploads.owner": "id", "uploads.size": "number", "uploads.state": "list",
	"user_requests.asked_at": "time", "user_requests.asked_by": "id", "user_requests.decided_at": "time", "user_requests.decided_by": "id", "user_requests.id": "id", "user_requests.kind": "list",
	"user_requests.role": "list", "user_requests.state": "list", "user_requests.user_id": "id",
	"user_roles.role": "list", "user_roles.user_id": "id",
	"users.disabled": "time", "users.id": "id", "users.login": "hash", "users.person": "id",
	"visits.before_at": "time", "visits.seen_at": "time", "visits.user_id": "id",
	"stamp_tries.id": "number", "stamp_tries.problem": "what a machine said of a connection", "stamp_tries.tried_at": "time",
	"stamps.asked_at": "time", "stamps.before_at": "time", "stamps.by_name": "name of a time-stamp authority, as its certificate has it", "stamps.ends_at": "time", "stamps.size": "number",
	"stamps.token":                "a hash of a checkpoint, a time, a signature and the authority's certificates",
	"witness_answers.answered_at": "time", "witness_answers.name": "address or file of a witness, as set up", "witness_answers.note": "a checkpoint", "witness_answers.problem": "what a machine said of a connection",
	"witness_answers.size": "number", "witness_answers.tried_at": "time",
	"witnessed.at": "time", "witnessed.note": "a checkpoint", "witnessed.origin": "name of a ledger", "witnessed.size": "number",
}

func TestT05EveryColumnSaysHowItIsKept(t *testing.T) {
	e, err := openSQLite(t.Context(), t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), e.writer, steps); err != nil {
		t.Fatal(err)
	}
	rows, err := e.writer.QueryContext(t.Context(), "select m.name, c.name, c.pk from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' order by 1, c.pk")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	have, keys := map[string]bool{}, map[string][]string{}
	for rows.Next() {
		var table, name string
		var pk int
		if err := rows.Scan(&table, &name, &pk); err != nil {
			t.Fatal(err)
		}
		have[table+"."+name] = true
		if pk > 0 {
			keys[table] = append(keys[table], name)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	sealed := map[string]bool{}
	for _, c := range sealedColumns {
		sealed[c.place()] = true
		if !slices.Equal(keys[c.table], c.key) {
			t.Errorf("%s is found by %q, and its row by %q", c.place(), c.key, keys[c.table])
		}
	}
	for name := range have {
		switch why := unsealed[name]; {
		case sealed[name] && why != "":
			t.Errorf("%s is in both lists", name)
		case !sealed[name] && why == "":
			t.Errorf("%s is in no list: seal it (sealedColumns), or say here how it is kept from whoever has the files", name)
		}
	}
	for name := range unsealed {
		if !have[name] {
			t.Errorf("%s is listed, and there is no such column", name)
		}
	}
	if !slices.IsSortedFunc(sealedColumns, func(a, b column) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }) {
		t.Error("sealedColumns is not in order")
	}
}
