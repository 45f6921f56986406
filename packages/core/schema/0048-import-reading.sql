-- How a file is read where its bytes mislead, as somebody has said: {sheet, encoding, delimiter, header}; null: as they tell.
alter table contact_imports add reading jsonb;
