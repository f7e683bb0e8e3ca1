package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceViewsTest {
  private static final Snapshot.ServiceView VIEW = SamplePicture.of("haos").services().getFirst();

  private final List<Integer> painted = new ArrayList<>();
  private final ServiceViews views =
      new ServiceViews(
          3,
          41,
          place -> {
            painted.add(place);
            return VIEW;
          });

  @Test
  void nothingIsPaintedUntilSomebodyLooksAndThenOnce() {
    Snapshot picture = SamplePicture.of("haos").withServices(views);
    assertThat(picture.revision()).isEqualTo(41);
    assertThat(picture.services()).hasSize(3);
    assertThat(painted).isEmpty();
    assertThat(picture.services().get(1)).isSameAs(picture.services().get(1)).isEqualTo(VIEW);
    assertThat(painted).containsExactly(1);
  }

  @Test
  void whatTouchesThemUpWaitsForALookToo() {
    Snapshot picture =
        SamplePicture.of("haos").withServices(views).withServices(view -> view.with(view.upkeep()));
    assertThat(picture.revision()).isEqualTo(41);
    assertThat(painted).isEmpty();
    assertThat(picture.services()).hasSize(3).allSatisfy(each -> assertThat(each).isEqualTo(VIEW));
    assertThat(painted).containsExactly(0, 1, 2);
  }

  @Test
  void theRevisionOfViewsThatAreThereIsTheirSum() {
    assertThat(SamplePicture.of("haos").withServices(List.of(VIEW, VIEW)).revision())
        .isEqualTo(2 * VIEW.revision());
  }
}
