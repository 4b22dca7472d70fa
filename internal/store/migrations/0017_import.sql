create table uploads (id text primary key, owner text not null, kind text not null, name text not null, size bigint not null, state text not null, blob text not null, at bigint not null, own text not null, report text not null);
create table import_files (blob text primary key, upload text not null references uploads (id), path text not null, role text not null, person text not null, size bigint not null, sha256 text not null, plain text not null, live bigint not null, at bigint not null);
create index import_files_of on import_files (upload);
