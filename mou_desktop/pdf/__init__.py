"""The agreement as a tagged PDF (PDF/UA-1), for a district's web page.

It prints what the clean Word copy prints, with the same words round it, and typst sets it: `pages`
turns the blocks into plain data, `write` hands those to one constant template. typst is loaded
here and nowhere else, and only when somebody asks for a PDF.
"""
