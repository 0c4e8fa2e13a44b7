"""Texts that cannot be read, or cannot be compared."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # what was given
    "this is a folder. Name the file in it.": (
        "ceci est un dossier. Indiquez le fichier qui s’y trouve."
    ),
    "this is a device or a pipe. Give a file, or - for standard input.": (
        "ceci n’est pas un fichier ordinaire. Donnez un fichier."
    ),
    "there is no such file. Check the name and the folder.": (
        "ce fichier n’existe pas. Vérifiez son nom et son dossier."
    ),
    "reading this file is not permitted. Change its permissions or copy it.": (
        "la lecture de ce fichier n’est pas permise. Changez ses droits ou copiez-le."
    ),
    "this file cannot be read ({cause}). Copy it elsewhere.": (
        "ce fichier ne peut pas être lu ({cause}). Copiez-le ailleurs."
    ),
    "there is no text in it. Check that the right file was given.": (
        "il ne contient pas de texte. Vérifiez que c’est le bon fichier."
    ),
    "the text is too long: more than {most:,} bytes, the limit is {limit:,} characters. Split it "
    "into parts, or raise max-characters.": (
        "le texte est trop long : plus de {most:,} octets, la limite est de {limit:,} caractères. "
        "Découpez-le, ou relevez le réglage max-characters."
    ),
    "the text is too long: {count:,} characters, the limit is {limit:,} characters. Split it into "
    "parts, or raise max-characters.": (
        "le texte est trop long : {count:,} caractères, la limite est de {limit:,}. Découpez-le, "
        "ou relevez le réglage max-characters."
    ),
    # other files than texts
    "this document is encrypted. Open it with its password and save it without one.": (
        "ce document est chiffré. Ouvrez-le avec son mot de passe et enregistrez-le sans."
    ),
    "this is a video or audio recording. It has to be transcribed first.": (
        "ceci est un enregistrement audio ou vidéo. Il faut d’abord le transcrire."
    ),
    "this looks like a binary file, not text. Give a .txt, .html, .docx, .srt, .vtt or .json "
    "file.": (
        "ceci semble être un fichier binaire, pas un texte. Donnez un fichier .txt, .html, .docx, "
        ".srt, .vtt ou .json."
    ),
    "this is {what}, not text. {advice}": "ceci est {what}, pas un texte. {advice}",
    "a PDF": "un PDF",
    "a PNG image": "une image PNG",
    "a JPEG image": "une image JPEG",
    "a GIF image": "une image GIF",
    "an old Office file (.doc, .xls, .ppt)": "un ancien fichier Office (.doc, .xls, .ppt)",
    "an RTF document": "un document RTF",
    "a gzip archive": "une archive gzip",
    "a bzip2 archive": "une archive bzip2",
    "an xz archive": "une archive xz",
    "a 7-Zip archive": "une archive 7-Zip",
    "an MP3 recording": "un enregistrement MP3",
    "a WAV or AVI recording": "un enregistrement WAV ou AVI",
    "an Ogg recording": "un enregistrement Ogg",
    "a FLAC recording": "un enregistrement FLAC",
    "a Matroska or WebM recording": "un enregistrement Matroska ou WebM",
    "Copy its text into a .txt file, or convert it with: pdftotext FILE.pdf": (
        "Copiez son texte dans un fichier .txt, ou convertissez-le par : pdftotext FICHIER.pdf"
    ),
    "A picture of a text has to be typed or run through OCR first.": (
        "L’image d’un texte doit d’abord être saisie ou passée par un logiciel de reconnaissance."
    ),
    "A picture of a text has to be typed or run through OCR.": (
        "L’image d’un texte doit être saisie ou passée par un logiciel de reconnaissance."
    ),
    "Open it in its program and save it as .docx or as plain text.": (
        "Ouvrez-le dans son logiciel et enregistrez-le en .docx ou en texte brut."
    ),
    "Unpack it first.": "Décompressez-la d’abord.",
    "A recording has to be transcribed first.": "Il faut d’abord transcrire un enregistrement.",
    # characters
    "the characters of this file cannot be decoded. Save it again as UTF-8.": (
        "les caractères de ce fichier ne peuvent pas être décodés. Enregistrez-le en UTF-8."
    ),
    "the file says that it is {encoding}, but byte {byte} does not fit. Save it again as UTF-8.": (
        "le fichier se dit codé en {encoding}, mais l’octet {byte} n’y convient pas. "
        "Enregistrez-le en UTF-8."
    ),
    # Word
    "this archive is encrypted. Save the document without a password.": (
        "cette archive est chiffrée. Enregistrez le document sans mot de passe."
    ),
    "this is {found}, not a Word document. Save its text as .docx or .txt.": (
        "ceci est {found}, pas un document Word. Enregistrez son texte en .docx ou en .txt."
    ),
    "an Excel workbook": "un classeur Excel",
    "a PowerPoint file": "un fichier PowerPoint",
    "an EPUB book": "un livre EPUB",
    "an OpenDocument file": "un fichier OpenDocument",
    "a ZIP archive": "une archive ZIP",
    "this document would unpack to {unpacked:,} bytes from {packed:,}; it looks like a ZIP bomb "
    "and was not opened. Save its text as .txt.": (
        "ce document donnerait {unpacked:,} octets une fois décompressé, à partir de {packed:,} ; "
        "cela ressemble à une bombe ZIP, et il n’a pas été ouvert. Enregistrez son texte en .txt."
    ),
    "this document is damaged ({cause}). Open it in Word or LibreOffice and save it anew.": (
        "ce document est endommagé ({cause}). Ouvrez-le dans Word ou LibreOffice et enregistrez-le "
        "à nouveau."
    ),
    "this document is damaged and cannot be opened. Open it in Word or LibreOffice and save it "
    "again.": (
        "ce document est endommagé et ne s’ouvre pas. Ouvrez-le dans Word ou LibreOffice et "
        "enregistrez-le à nouveau."
    ),
    # web pages
    "the page holds no text of its own; a script would have to fetch it. Open it in a browser, "
    "then copy the text or save the whole page.": (
        "la page ne contient pas de texte ; un script devrait aller le chercher. Ouvrez-la dans un "
        "navigateur, puis copiez le texte ou enregistrez la page complète."
    ),
    "the elements of this page are nested too deeply to be read. Open it in a browser and copy the "
    "text.": (
        "les éléments de cette page sont imbriqués trop profondément pour être lus. Ouvrez-la dans "
        "un navigateur et copiez le texte."
    ),
    "this page cannot be read: {cause}": "cette page ne peut pas être lue : {cause}",
    # our own JSON
    "its text holds control characters. {advice}": (
        "son texte contient des caractères de commande. {advice}"
    ),
    "a span reaches past the end of the text. {advice}": (
        "un passage dépasse la fin du texte. {advice}"
    ),
    "this is a saved report, not a text. The page opens it in the place of the transcript; align "
    "export writes it in other formats.": (
        "ceci est un rapport enregistré, pas un texte. La page l’ouvre à la place de la "
        "transcription ; align export l’écrit dans d’autres formats."
    ),
    "this is JSON, but not a transcript of ours ({place}: {cause}). {advice}": (
        "ceci est du JSON, mais pas une de nos transcriptions ({place} : {cause}). {advice}"
    ),
    "the whole": "l’ensemble",
    "pasted text": "texte collé",
    "its records contradict each other: {cause}. {advice}": (
        "ses données se contredisent : {cause}. {advice}"
    ),
    "this is not whole JSON: {cause}. {advice}": "ce JSON n’est pas complet : {cause}. {advice}",
    "Give a file that align wrote, or the transcript itself as .txt, .html or .docx.": (
        "Donnez un fichier écrit par align, ou la transcription même en .txt, .html ou .docx."
    ),
    # subtitles
    "there is no time in these subtitles. Expected lines such as {example}; give a text without "
    "times as .txt.": (
        "ces sous-titres ne portent aucune heure. Il faudrait des lignes comme {example} ; donnez "
        "un texte sans heures en .txt."
    ),
    "expected a time such as {example}, got {found!r}": (
        "il faudrait une heure comme {example}, mais on lit « {found} »"
    ),
    # what does not hold together
    "a span cannot run from {start} to {end}": "un passage ne peut pas aller de {start} à {end}",
    "a turn needs a label or a paragraph": ("un tour de parole doit avoir un nom ou un paragraphe"),
    "{name}: turns overlap or are out of order": (
        "{name} : des tours de parole se chevauchent ou ne sont pas dans l’ordre"
    ),
    "{name}: a turn reaches past the end of the text": (
        "{name} : un tour de parole dépasse la fin du texte"
    ),
    "a link needs at least one segment": "une ligne doit avoir au moins une phrase",
    "expected a time in UTC, got {time}": "il faudrait une heure UTC, mais on lit {time}",
    "a link holds segments that do not follow each other: {side}": (
        "une ligne tient des phrases qui ne se suivent pas : {side}"
    ),
    "links must hold every {name} segment once and in order": (
        "les lignes doivent tenir chaque phrase une fois et dans l’ordre (côté {name})"
    ),
    # which text is which
    "{role} should be in {language:language}, but this text is in {found:language}; give the two "
    "texts the other way round, or another file": (
        "{role} : il faudrait un texte en {language:language}, et il est en {found:language} ; "
        "intervertissez les deux textes, ou donnez un autre fichier"
    ),
    "the transcript": "transcription",
    "the text of what the speakers said": "texte de ce que les orateurs ont dit",
    "this French text is a machine draft of the English, not evidence; compare with --draft "
    "instead, or give what the speakers said": (
        "ce texte français est un brouillon automatique fait d’après l’anglais et ne prouve rien ; "
        "choisissez « Brouillon automatique », ou donnez ce que les orateurs ont dit"
    ),
    # options, and words of the page
    "the page has no words for {key!r}": "la page n’a pas de mots pour « {key} »",
    "expected {low:g} to {high:g}, got {value}": (
        "la valeur doit aller de {low:g} à {high:g}, et {value} n’y est pas"
    ),
}
