create table api_answers (user_id text not null, name text not null, at bigint not null, request text not null, answer text not null, primary key (user_id, name));
create index api_answers_by_age on api_answers (at);
create table feed (id bigint primary key, case_id text not null references cases (id), kind text not null);
