import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Board.module.css'
import { LOOKS } from './look'
import { Mark } from './Mark'

/** What the board's drawings mean. */
export function Legend() {
  const { t } = useTranslation('exchange')
  return (
    <Group gap="md">
      {LOOKS.map((look) => (
        <span key={look} className={classes.legend}>
          <Mark look={look} />
          <Text size="xs" c="dimmed" span>
            {t(`look.${look}`)}
          </Text>
        </span>
      ))}
    </Group>
  )
}
