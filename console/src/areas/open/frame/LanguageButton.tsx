import { Button } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { currentLanguage, speak } from '~/i18n'
import classes from './PublicFrame.module.css'

/** The other language, in its own words. */
export function LanguageButton() {
  const other = currentLanguage() === 'ko' ? 'en' : 'ko'
  return (
    <Button
      size="compact-sm"
      className={classes.language}
      leftSection={<IconLanguage size={15} aria-hidden />}
      lang={other}
      onClick={() => void speak(other)}
    >
      {other === 'ko' ? '한국어' : 'English'}
    </Button>
  )
}
