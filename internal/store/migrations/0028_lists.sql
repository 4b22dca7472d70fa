create index people_asked on people (turn, id, stage, level, changed_at, digest) where level_rank > 0;
create index people_candidates on people (id) where stage in ('application', 'interview', 'hired');
create index case_conflicts_by_user on case_conflicts (user_id, case_id);
create index case_events_closing on case_events (case_id, n, id) where kind = 'close';
