alter table people add column why text not null default '';
alter table people add column turn bigint not null default 0;
alter table people add column digest text not null default '';
alter table people add column changed_at bigint not null default 0;
create index people_by_turn on people (turn);
create table person_facets (facet text not null, value text not null, person text not null, primary key (facet, value, person));
create index person_facets_by_person on person_facets (person);
create table search_key (id bigint primary key, key text not null);
create table search_terms (term bigint not null, ref text not null, field bigint not null, primary key (term, ref, field));
