"""The two logins: Instagram Login and Facebook Login for Business."""
