create table link_kinds (kind text primary key, weight bigint not null);
create table link_things (id bigint primary key, kind text not null, holders bigint not null, digest bigint not null, shown text not null);
create table link_holders (thing bigint not null, person text not null, began bigint not null, ended bigint not null, kind text not null, common bigint not null, doc text not null, primary key (thing, person, began, ended));
create index link_holders_by_person on link_holders (person, common, thing, kind);
create table link_stated (a text not null, b text not null, kind text not null, primary key (a, b));
create index links_superiors on superiors (superior, person);
