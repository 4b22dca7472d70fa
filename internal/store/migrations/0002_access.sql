alter table users add column login text not null default '';
alter table users add column disabled bigint not null default 0;
create unique index users_by_login on users (login) where login <> '';

delete from sessions;
alter table sessions add column id text not null default '';
alter table sessions add column way text not null default '';
alter table sessions add column proved bigint not null default 0;
create index sessions_by_user on sessions (user_id);
alter table links add column proof bigint not null default 0;

create table passwords (user_id text primary key references users (id), hash text not null, set_at bigint not null);
create table codes (user_id text primary key references users (id), secret text not null, last_step bigint not null, set_at bigint not null);
create table passkeys (id text primary key, user_id text not null references users (id), name text not null, doc text not null, added_at bigint not null, used_at bigint not null);
create index passkeys_by_user on passkeys (user_id);
create table guesses (key text primary key, times text not null, last bigint not null);

create table logins (issuer text not null, subject text not null, user_id text not null references users (id), bound_at bigint not null, primary key (issuer, subject));

create table tokens (id text primary key, hash text not null unique, user_id text not null references users (id), name text not null, scopes text not null, made_at bigint not null, ends bigint not null, used_at bigint not null);
create index tokens_by_user on tokens (user_id);

create table user_requests (id text primary key, user_id text not null references users (id), kind text not null, role text not null, asked_by text not null, asked_at bigint not null, decided_by text not null, decided_at bigint not null, state text not null);
