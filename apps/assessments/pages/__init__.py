"""What the pages of an assessment show, arranged from its workbook; nothing here asks or writes."""
