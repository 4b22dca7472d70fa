create table link_state (id bigint primary key, n bigint not null);
insert into link_state (id, n) values (1, 0);
