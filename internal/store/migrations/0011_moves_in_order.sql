alter table account_moves add column n bigint not null default 0;
