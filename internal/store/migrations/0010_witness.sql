create table witnessed (origin text primary key, size bigint not null, note text not null, at bigint not null);
create table witness_answers (name text primary key, size bigint not null, note text not null, answered_at bigint not null, tried_at bigint not null, problem text not null);
