create table data_keys (id text primary key, master text not null, wrapped text not null, made_at bigint not null);
