alter table passkeys add column site text not null default '';
alter table passkeys add column count bigint not null default 0;
