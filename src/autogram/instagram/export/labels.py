"""The words that stand before values in exports, in the languages of the people who ask for them."""

# ruff: noqa: RUF001

import unicodedata

from autogram.instagram.export.text import mended

_USERNAME = (
    "Username|User name|Nombre de usuario|Nom d'utilisateur|Nom de profil|Benutzername|Nutzername|Nome utente|"
    "Nome de usuário|Nome de utilizador|Gebruikersnaam|Kullanıcı adı|Имя пользователя|Ім'я користувача|ユーザーネーム|"
    "ユーザー名|사용자 이름|사용자이름|用户名|用戶名稱|用戶名|使用者名稱|用户帐号|Nama pengguna|"
    "उपयोगकर्ता नाम|यूज़रनेम|यूज़र नेम|اسم المستخدم|"
    "שם משתמש|نام کاربری|Nazwa użytkownika|Användarnamn|Brukernavn|Brugernavn|Käyttäjänimi|Uživatelské jméno|"
    "Používateľské meno|Felhasználónév|Nume de utilizator|Όνομα χρήστη|Korisničko ime|Потребителско име|"
    "Tên người dùng|ชื่อผู้ใช้|Pangalan ng user"
)
_NAME = (
    "Name|Nombre|Nom|Nome|Naam|Ad|Adı|İsim|Имя|Ім'я|名前|氏名|이름|姓名|名称|名稱|名字|Nama|नाम|الاسم|שם|نام|"
    "Imię i nazwisko|Imię|Namn|Navn|Nimi|Jméno|Meno|Név|Nume|Όνομα|Ime|Име|Tên|ชื่อ|Pangalan"
)


def _folded(label: str) -> str:
    text = unicodedata.normalize("NFKC", mended(label)).replace("’", "'")
    return text.casefold().strip().rstrip(":")


_USERNAMES = frozenset(map(_folded, _USERNAME.split("|")))
_NAMES = frozenset(map(_folded, _NAME.split("|")))


def is_username_label(label: str) -> bool:
    return _folded(label) in _USERNAMES


def is_name_label(label: str) -> bool:
    return _folded(label) in _NAMES
