alter table evidence add column sum_key text not null default '';
create index evidence_by_sum on evidence (sum_key);
