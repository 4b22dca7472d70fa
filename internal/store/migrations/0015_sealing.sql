create table sealing_steps (step bigint primary key);
alter table users add column login_sealed text not null default '';
alter table deliveries add column place_key text not null default '';
