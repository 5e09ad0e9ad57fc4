import { Input, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import classes from './MediaChoice.module.css'

interface ChoiceProps {
  label: string
  value: string[]
  onChange: (chosen: string[]) => void
  error?: React.ReactNode
}

/** Pictures of the library to choose from, in the order in which they are chosen. */
export function MediaChoice({ label, value, onChange, error }: ChoiceProps) {
  const { t } = useTranslation('posts')
  const { data } = query.useQuery('get', '/api/v1/media', { params: { query: { kind: 'image', limit: 40 } } })
  return (
    <Input.Wrapper label={label} error={error}>
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('recurring.noMedia')}
        </Text>
      )}
      <SimpleGrid cols={5} spacing={6} mt={4} className={classes.shelf}>
        {data?.items.map((item) => {
          const place = value.indexOf(item.id)
          return (
            <button
              key={item.id}
              type="button"
              className={classes.item}
              aria-pressed={place >= 0}
              aria-label={item.alt_text || item.original_name}
              onClick={() => onChange(place >= 0 ? value.filter((id) => id !== item.id) : [...value, item.id])}
            >
              <img src={item.thumbnail_url} alt="" loading="lazy" />
              {place >= 0 && <span className={classes.place}>{place + 1}</span>}
            </button>
          )
        })}
      </SimpleGrid>
    </Input.Wrapper>
  )
}
