create table case_line (case_id text not null references cases (id), person text not null, primary key (case_id, person));
create index case_line_by_person on case_line (person, case_id);
