create table people_left (person text primary key);
