create table recovery_codes (hash text primary key, user_id text not null references users (id));
create index recovery_codes_by_user on recovery_codes (user_id);
