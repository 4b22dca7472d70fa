alter table ledger_head add column holder text not null default '';
