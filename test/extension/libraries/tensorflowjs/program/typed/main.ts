// TypeScript with abstract classes, generics, enums and getters over two files.
import { losses, mean, ones, oneHot, softmax, tensor1d, tidy, zeros } from '@tensorflow/tfjs';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs';
import { Base, Kind } from './model';

class Regressor extends Base {
  readonly outputs = 1;
  loss(x: Tensor, y: Tensor): Scalar {
    return losses.meanSquaredError(y, this.run(x)) as Scalar;
  }
}

class Classifier extends Base<Tensor2D> {
  constructor(readonly outputs: number, kind: Kind = Kind.Large) {
    super(kind, 5);
  }
  loss(x: Tensor, y: Tensor): Scalar {
    const labels = oneHot(y.toInt(), this.outputs);
    return losses.softmaxCrossEntropy(labels, this.run(x)) as Scalar;
  }
  probabilities(x: Tensor): Tensor2D {
    return softmax(this.run(x));
  }
}

function total<M extends Base>(models: M[], x: Tensor, pick: (model: M) => Tensor): Tensor {
  return models.map((model) => pick(model)).reduce((sum, one) => sum.add(one), zeros([]));
}

const x = ones([4, 5]);
const classifier = new Classifier(3);
const regressors = [Kind.Small, Kind.Large].map((kind) => new Regressor(kind, 5));
const classes = classifier.probabilities(x);
const errors = total(regressors, x, (model) => model.loss(x, zeros([4, 1])));
const wrong = classifier.loss(x, tensor1d([0, 1, 2, 0]));
const confident = tidy(() => mean(classes!.max(1)));
console.log(errors?.shape, wrong.shape, confident.shape, classes.shape[1]);
